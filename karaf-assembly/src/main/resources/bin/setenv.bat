@echo off
rem What every script of this folder runs first: the settings of the Java virtual machine; see setenv.
if "%CRM_HEAP%" == "" set CRM_HEAP=512m
if %KARAF_SCRIPT% == "karaf.bat" set JAVA_NON_DEBUG_OPTS=-Xms64m -Xmx%CRM_HEAP% -XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError -XX:+DisableAttachMechanism %JAVA_NON_DEBUG_OPTS%
