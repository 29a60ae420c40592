/** Mailings and their slots. */
@NullMarked
package org.schoolcrm.mailing.core.schedule;

import org.jspecify.annotations.NullMarked;
