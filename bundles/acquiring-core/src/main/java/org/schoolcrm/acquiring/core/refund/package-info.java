/** Refunds: our own row first, then one call, then questions. */
@NullMarked
package org.schoolcrm.acquiring.core.refund;

import org.jspecify.annotations.NullMarked;
