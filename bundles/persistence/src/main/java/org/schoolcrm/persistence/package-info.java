/** Billing's tables and stores: one persistence unit, one migration history. */
@NullMarked
package org.schoolcrm.persistence;

import org.jspecify.annotations.NullMarked;
