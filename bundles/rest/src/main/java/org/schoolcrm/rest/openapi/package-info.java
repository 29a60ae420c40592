/** The description of the API, read off its resources. */
@NullMarked
package org.schoolcrm.rest.openapi;

import org.jspecify.annotations.NullMarked;
