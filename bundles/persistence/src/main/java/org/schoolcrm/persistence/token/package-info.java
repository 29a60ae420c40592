/** Where tokens of the API are kept. */
@NullMarked
package org.schoolcrm.persistence.token;

import org.jspecify.annotations.NullMarked;
