/**
 * Turns annotated commands into picocli's models by code that is made from the annotations when
 * Firn is built. Reading annotations at run time took half of what a short command takes: the JVM
 * makes a class for every kind of annotation, and neither that nor access to fields by reflection
 * can be kept in the AOT cache.
 */
@NullMarked
package firn.cli.declare;

import org.jspecify.annotations.NullMarked;
