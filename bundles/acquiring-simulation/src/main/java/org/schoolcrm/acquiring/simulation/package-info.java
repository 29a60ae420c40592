/** Whole histories of payments on simulated banks, with faults and crashes, audited at their end. */
@NullMarked
package org.schoolcrm.acquiring.simulation;

import org.jspecify.annotations.NullMarked;
