package org.schoolcrm.mailing.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.mailing.api.Tag;

/**
 * Tags that another bundle adds to the templates, such as {@code {group.teacher}}. A template that uses them cannot be
 * sent while their bundle is away.
 */
@ConsumerType
public interface TagSource {

    /** All of them are about the customer; built-in tags cannot be redefined. */
    List<Tag> tags();

    /** Plain text; it is written so that it can only be read as text, and never looked at for tags again. */
    String value(String tag, CustomerFacts customer);
}
