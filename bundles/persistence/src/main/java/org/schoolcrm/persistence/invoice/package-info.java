/** Where invoices are kept. */
@NullMarked
package org.schoolcrm.persistence.invoice;

import org.jspecify.annotations.NullMarked;
