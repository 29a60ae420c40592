/** The HTTP edge for banks and message providers: raw bytes in, exact acknowledgement out. */
@NullMarked
package org.schoolcrm.webhooks;

import org.jspecify.annotations.NullMarked;
