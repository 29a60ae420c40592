/** What is looked at: a class for each check. */
@NullMarked
package org.schoolcrm.observability.check;

import org.jspecify.annotations.NullMarked;
