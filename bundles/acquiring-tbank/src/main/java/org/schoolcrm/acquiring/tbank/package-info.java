/** T-Bank's Acquiring API v2 in our words. */
@NullMarked
package org.schoolcrm.acquiring.tbank;

import org.jspecify.annotations.NullMarked;
