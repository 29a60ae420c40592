/** YooKassa's API v3 in our words. */
@NullMarked
package org.schoolcrm.acquiring.yookassa;

import org.jspecify.annotations.NullMarked;
