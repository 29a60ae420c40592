/** Makes up a believable school from a seed. */
@NullMarked
package org.schoolcrm.host.demo.data;

import org.jspecify.annotations.NullMarked;
