package dev.wove.examples.service;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** An order of the shop, whose lines are loaded when they are read. */
@Entity
@Table(name = "orders")
class Order {
    @Id
    private int number;

    @ElementCollection
    private List<String> articles = new ArrayList<>();

    protected Order() {}

    Order(int number, List<String> articles) {
        this.number = number;
        this.articles.addAll(articles);
    }

    int number() {
        return number;
    }

    List<String> articles() {
        return articles;
    }
}
