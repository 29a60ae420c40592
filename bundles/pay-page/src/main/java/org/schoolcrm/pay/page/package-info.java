/** The public invoice page: server-rendered, no script. */
@NullMarked
package org.schoolcrm.pay.page;

import org.jspecify.annotations.NullMarked;
