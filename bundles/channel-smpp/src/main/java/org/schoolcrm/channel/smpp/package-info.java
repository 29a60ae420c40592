/** SMS over SMPP 3.4: each part composed once, replayed byte for byte over one bind. */
@NullMarked
package org.schoolcrm.channel.smpp;

import org.jspecify.annotations.NullMarked;
