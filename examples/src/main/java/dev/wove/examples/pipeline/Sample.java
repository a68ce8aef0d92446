package dev.wove.examples.pipeline;

import java.util.ArrayList;
import java.util.List;

/** What is known of one fabric: its kind, and its features. */
public record Sample(String kind, double weight, double cover) {

    /** Puts the features of each fabric together, in the order of the fabrics. */
    public static List<Sample> merge(List<Fabric> fabrics, List<Double> weights, List<Double> covers) {
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < fabrics.size(); i++) {
            samples.add(new Sample(fabrics.get(i).kind(), weights.get(i), covers.get(i)));
        }
        return samples;
    }

    double feature(int index) {
        return index == 0 ? weight : cover;
    }
}
