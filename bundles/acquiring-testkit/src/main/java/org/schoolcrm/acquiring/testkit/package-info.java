/** The contract that every bank adapter passes, and simulators of banks that keep records of their own. */
@NullMarked
package org.schoolcrm.acquiring.testkit;

import org.jspecify.annotations.NullMarked;
