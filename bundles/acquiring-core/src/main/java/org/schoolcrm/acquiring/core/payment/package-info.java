/** From the payer's click to the credit in the CRM: attempts, settlement, posting, reconciliation. */
@NullMarked
package org.schoolcrm.acquiring.core.payment;

import org.jspecify.annotations.NullMarked;
