/** What an invoice may become, how it is numbered, issued, paid, archived. */
@NullMarked
package org.schoolcrm.billing.core;

import org.jspecify.annotations.NullMarked;
