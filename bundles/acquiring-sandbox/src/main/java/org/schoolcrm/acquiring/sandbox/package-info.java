/** A bank that runs inside the CRM, with a payment form of its own: demos and tests. */
@NullMarked
package org.schoolcrm.acquiring.sandbox;

import org.jspecify.annotations.NullMarked;
