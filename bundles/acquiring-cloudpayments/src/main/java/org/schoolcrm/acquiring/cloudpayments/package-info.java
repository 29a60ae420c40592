/** CloudPayments in our words. */
@NullMarked
package org.schoolcrm.acquiring.cloudpayments;

import org.jspecify.annotations.NullMarked;
