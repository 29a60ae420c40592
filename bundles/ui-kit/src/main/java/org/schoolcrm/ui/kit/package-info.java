/** The shared parts of every page: Lit, the API client, formats, looks. */
@NullMarked
package org.schoolcrm.ui.kit;

import org.jspecify.annotations.NullMarked;
