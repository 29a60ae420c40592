/** Providers of SMS and messengers for demos and tests: they keep what they receive and show it on phones. */
@NullMarked
package org.schoolcrm.message.catcher;

import org.jspecify.annotations.NullMarked;
