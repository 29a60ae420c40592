/** Checks every setting before anything else starts, and makes the first administrator. */
@NullMarked
package org.schoolcrm.preflight;

import org.jspecify.annotations.NullMarked;
