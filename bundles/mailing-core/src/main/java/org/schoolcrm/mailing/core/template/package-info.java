/** Templates, tags, and the messages that are made of them. */
@NullMarked
package org.schoolcrm.mailing.core.template;

import org.jspecify.annotations.NullMarked;
