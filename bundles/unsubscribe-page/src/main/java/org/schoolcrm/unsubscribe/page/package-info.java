/** The page behind the link that ends messages. */
@NullMarked
package org.schoolcrm.unsubscribe.page;

import org.jspecify.annotations.NullMarked;
