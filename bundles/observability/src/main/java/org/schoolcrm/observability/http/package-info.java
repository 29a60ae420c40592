/** Health and metrics over HTTP, on an address of their own. */
@NullMarked
package org.schoolcrm.observability.http;

import org.jspecify.annotations.NullMarked;
