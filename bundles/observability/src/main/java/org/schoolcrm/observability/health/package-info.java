/** What the checks have found, as last asked: never slower than reading it. */
@NullMarked
package org.schoolcrm.observability.health;

import org.jspecify.annotations.NullMarked;
