/** Green-API in our words. */
@NullMarked
package org.schoolcrm.channel.whatsapp.green;

import org.jspecify.annotations.NullMarked;
