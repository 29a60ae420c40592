/** What people have to settle, as rows. */
@NullMarked
package org.schoolcrm.persistence.attention;

import org.jspecify.annotations.NullMarked;
