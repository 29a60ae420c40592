/** The technology behind the ports: JTA, db-scheduler, Flyway, AES-GCM, the JDK's HTTP client. */
@NullMarked
package org.schoolcrm.runtime;

import org.jspecify.annotations.NullMarked;
