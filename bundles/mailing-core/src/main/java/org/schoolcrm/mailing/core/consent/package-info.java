/** Whether customers agree to be written to. */
@NullMarked
package org.schoolcrm.mailing.core.consent;

import org.jspecify.annotations.NullMarked;
