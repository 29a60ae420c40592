/** What every request passes first: limits, rates, trusted proxies, security headers. */
@NullMarked
package org.schoolcrm.http.guard;

import org.jspecify.annotations.NullMarked;
