/** What billing may know of the school, read from its tables. */
@NullMarked
package org.schoolcrm.host.demo.school;

import org.jspecify.annotations.NullMarked;
