/** Mailings, runs, templates, messages and channels over HTTP. */
@NullMarked
package org.schoolcrm.rest.mailing;

import org.jspecify.annotations.NullMarked;
