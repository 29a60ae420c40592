/** Where answers to repeated requests are kept. */
@NullMarked
package org.schoolcrm.persistence.reply;

import org.jspecify.annotations.NullMarked;
