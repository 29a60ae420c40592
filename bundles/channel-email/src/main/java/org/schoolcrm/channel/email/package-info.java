/** E-mail over SMTP: composed once, replayed byte for byte. */
@NullMarked
package org.schoolcrm.channel.email;

import org.jspecify.annotations.NullMarked;
