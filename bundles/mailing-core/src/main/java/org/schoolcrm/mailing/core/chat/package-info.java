/** Chats in messengers that customers bind to themselves. */
@NullMarked
package org.schoolcrm.mailing.core.chat;

import org.jspecify.annotations.NullMarked;
