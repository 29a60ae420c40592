/** Provider accounts at work: how they fare, what is left in them, pause, release and a message to try them. */
@NullMarked
package org.schoolcrm.mailing.core.account;

import org.jspecify.annotations.NullMarked;
