/** PayKeeper in our words. */
@NullMarked
package org.schoolcrm.acquiring.paykeeper;

import org.jspecify.annotations.NullMarked;
