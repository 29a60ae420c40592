/** Tokens of the API: made, used, ended. */
@NullMarked
package org.schoolcrm.billing.core.token;

import org.jspecify.annotations.NullMarked;
