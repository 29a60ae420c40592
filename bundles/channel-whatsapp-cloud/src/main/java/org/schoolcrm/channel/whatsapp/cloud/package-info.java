/** Meta's WhatsApp Cloud API in our words. */
@NullMarked
package org.schoolcrm.channel.whatsapp.cloud;

import org.jspecify.annotations.NullMarked;
