/** Invoices, issuer details, reports and webhook endpoints over HTTP. */
@NullMarked
package org.schoolcrm.rest.invoice;

import org.jspecify.annotations.NullMarked;
