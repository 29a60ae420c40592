/** Accounts with providers of messages that stand in configuration files. */
@NullMarked
package org.schoolcrm.channel.account;

import org.jspecify.annotations.NullMarked;
