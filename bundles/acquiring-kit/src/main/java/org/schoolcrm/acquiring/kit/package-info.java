/** What bank adapters share: each carries a copy in its own jar. */
@NullMarked
package org.schoolcrm.acquiring.kit;

import org.jspecify.annotations.NullMarked;
