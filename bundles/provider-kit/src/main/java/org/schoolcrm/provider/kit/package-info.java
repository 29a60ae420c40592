/** What adapters of banks and of message providers share: each carries a copy in its own jar. */
@NullMarked
package org.schoolcrm.provider.kit;

import org.jspecify.annotations.NullMarked;
