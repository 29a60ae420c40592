/** Payments and merchant accounts over HTTP. */
@NullMarked
package org.schoolcrm.rest.payment;

import org.jspecify.annotations.NullMarked;
