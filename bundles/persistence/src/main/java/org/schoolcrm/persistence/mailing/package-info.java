/** Where mailings, runs and messages are kept. */
@NullMarked
package org.schoolcrm.persistence.mailing;

import org.jspecify.annotations.NullMarked;
