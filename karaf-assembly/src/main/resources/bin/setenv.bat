@echo off
rem What every script of this folder runs first: the settings of the Java virtual machine; see setenv.
set CRM_MEMORY=-Xmx512m -XX:+UseSerialGC
if not "%CRM_HEAP%" == "" set CRM_MEMORY=-Xmx%CRM_HEAP%
if %KARAF_SCRIPT% == "karaf.bat" set JAVA_NON_DEBUG_OPTS=-Xms64m %CRM_MEMORY% -XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError -XX:+DisableAttachMechanism %JAVA_NON_DEBUG_OPTS%
