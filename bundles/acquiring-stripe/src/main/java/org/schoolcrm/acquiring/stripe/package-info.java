/** Stripe Checkout in our words, for schools outside Russia. */
@NullMarked
package org.schoolcrm.acquiring.stripe;

import org.jspecify.annotations.NullMarked;
