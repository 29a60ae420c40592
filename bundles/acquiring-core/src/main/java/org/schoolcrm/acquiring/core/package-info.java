/** Numbers attempts, keeps the webhook inbox, one transition function, reconciles unknown outcomes. */
@NullMarked
package org.schoolcrm.acquiring.core;

import org.jspecify.annotations.NullMarked;
